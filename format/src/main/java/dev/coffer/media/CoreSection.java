package dev.coffer.media;

import dev.coffer.bytes.ByteWriter;
import dev.coffer.crypto.Digests;
import java.util.List;

/**
 * A core as it stands in the file: the public {@link SetCore} and what only the format itself needs.
 *
 * @param core what callers see
 * @param labelHash of the media label it was written behind
 * @param salt 32 random bytes, new for each stripe
 * @param slotAreaBytes of each of the two slot areas; 0 without encryption
 * @param signerCertificate DER: a hint
 * @param endorsements by recipients, of the signer
 */
record CoreSection(
        SetCore core,
        byte[] labelHash,
        byte[] salt,
        int slotAreaBytes,
        byte[] signerCertificate,
        List<Endorsement> endorsements) {

    /** The core's bytes, without its hash. */
    byte[] encode() {
        byte[] tail = tail();
        int flags = (core.copyOnly() ? CoreReader.COPY_ONLY : 0) | (core.hasChecksums() ? CoreReader.CHECKSUMS : 0);
        return new ByteWriter()
                .raw(Marks.SET_MAGIC)
                .u16(Marks.VERSION)
                .u8(core.suite().code())
                .u8(core.codec().code())
                .u8(core.chunkSizeLog2())
                .u8(core.kind().code())
                .u8(flags)
                .u8(0)
                .u32(Marks.SET_PREFIX_BYTES + tail.length)
                .u32(slotAreaBytes)
                .raw(tail)
                .toByteArray();
    }

    byte[] hash() {
        return Digests.sha256(encode());
    }

    private byte[] tail() {
        ByteWriter out = new ByteWriter()
                .raw(salt)
                .raw(labelHash)
                .u32(core.position())
                .raw(core.previousRoot())
                .guid(core.setGuid());
        Fields.optionalGuid(out, core.baseGuid());
        out.raw(core.baseRoot());
        Fields.instant(out, core.startedAt());
        Fields.optionalInstant(out, core.expiresAt());
        out.bytes16(signerCertificate);
        SetCore.Text text = core.text();
        out.text(text.setName())
                .text(text.description())
                .text(text.userName())
                .text(text.serverName())
                .text(text.machineName());
        database(out, core.database());
        Fields.facts(out, core.engine());
        out.u8(core.encryptors().size());
        for (Encryptor encryptor : core.encryptors()) {
            out.u8(encryptor.type().code())
                    .raw(encryptor.keyId())
                    .raw(encryptor.thumbprint())
                    .text(encryptor.name());
        }
        out.u8(endorsements.size());
        for (Endorsement endorsement : endorsements) {
            out.raw(endorsement.keyId()).u8(endorsement.algorithm().code()).bytes16(endorsement.signature());
        }
        return out.toByteArray();
    }

    private static void database(ByteWriter out, SetCore.Database database) {
        out.text(database.name()).guid(database.guid()).guid(database.familyGuid());
        Fields.instant(out, database.createdAt());
        out.text(database.recoveryModel())
                .u16(database.compatibilityLevel())
                .text(database.collation())
                .guid(database.recoveryForkGuid());
        Fields.lsn(out, database.firstLsn());
        Fields.lsn(out, database.checkpointLsn());
        Fields.lsn(out, database.databaseBackupLsn());
        out.u16(database.files().size());
        for (SetCore.DatabaseFile file : database.files()) {
            out.text(file.logicalName())
                    .text(file.physicalName())
                    .u8(file.type())
                    .u16(file.fileId())
                    .guid(file.guid())
                    .i64(file.sizeBytes());
        }
    }
}
