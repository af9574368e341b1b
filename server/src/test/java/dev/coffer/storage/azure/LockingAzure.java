package dev.coffer.storage.azure;

import dev.coffer.storage.LockingDouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container of Azure's with version-level immutability. */
public final class LockingAzure extends LockingDouble {

    private static final String UNTIL = "x-ms-immutability-policy-until-date";
    private static final Pattern BLOCK = Pattern.compile("<Latest>([^<]+)</Latest>");
    private final Map<String, Map<String, byte[]>> blocks = new TreeMap<>();

    public LockingAzure(Locks locks) throws IOException {
        super(locks);
    }

    /** Of the container. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/" + Azurite.ACCOUNT + "/locked";
    }

    @Override
    protected void answer(Request request) throws IOException {
        Stored stored = objects.get(request.path());
        switch (request.method()) {
            case "PUT" -> put(request, stored);
            case "HEAD", "GET" -> {
                if (request.parameter("comp").equals("blocklist")) {
                    uncommitted(request);
                } else if (request.parameter("comp").equals("list")) {
                    list(request);
                } else if (stored == null) {
                    refuse(request, 404, "BlobNotFound");
                } else {
                    show(request, stored);
                }
            }
            case "DELETE" -> delete(request, stored);
            default -> refuse(request, 405, "UnsupportedHttpVerb");
        }
    }

    private void put(Request request, Stored stored) throws IOException {
        switch (request.parameter("comp")) {
            case "block" -> {
                blocks.computeIfAbsent(request.path(), any -> new TreeMap<>())
                        .put(request.parameter("blockid"), request.body());
                request.send(201, "");
            }
            case "blocklist" -> commit(request, stored);
            case "immutabilityPolicies" -> {
                if (locks == Locks.REFUSED || stored == null) {
                    refuse(request, 409, "FeatureNotSupported");
                } else {
                    lock(stored, until(request));
                    request.with(UNTIL, request.header(UNTIL)).send(200, "");
                }
            }
            default -> refuse(request, 400, "InvalidQueryParameterValue");
        }
    }

    private void commit(Request request, Stored stored) throws IOException {
        if (stored != null && request.header("If-None-Match").equals("*")) {
            refuse(request, 409, "BlobAlreadyExists");
        } else if (stored != null && stored.isLocked()) {
            refuse(request, 409, "BlobImmutableDueToPolicy");
        } else if (!request.header(UNTIL).isEmpty() && locks == Locks.REFUSED) {
            refuse(request, 400, "UnsupportedHeader");
        } else {
            Stored made = new Stored();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Map<String, byte[]> sent = blocks.getOrDefault(request.path(), Map.of());
            Matcher named = BLOCK.matcher(new String(request.body(), StandardCharsets.UTF_8));
            while (named.find()) {
                all.writeBytes(sent.get(named.group(1)));
            }
            made.bytes = all.toByteArray();
            made.tag = nextTag();
            made.metadata.put("coffer_upload", request.header("x-ms-meta-coffer_upload"));
            if (!request.header(UNTIL).isEmpty()) {
                lock(made, until(request));
            }
            objects.put(request.path(), made);
            blocks.remove(request.path());
            request.with("ETag", made.tag).send(201, "");
        }
    }

    private static Instant until(Request request) {
        return ZonedDateTime.parse(request.header(UNTIL), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    private void uncommitted(Request request) throws IOException {
        Map<String, byte[]> sent = blocks.get(request.path());
        if (sent == null) {
            refuse(request, 404, "BlobNotFound");
            return;
        }
        StringBuilder names = new StringBuilder();
        sent.forEach((name, bytes) -> names.append("<Block><Name>")
                .append(name)
                .append("</Name><Size>")
                .append(bytes.length)
                .append("</Size></Block>"));
        request.with("Content-Type", "application/xml")
                .send(
                        200,
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList><UncommittedBlocks>" + names
                                + "</UncommittedBlocks></BlockList>");
    }

    private void list(Request request) throws IOException {
        StringBuilder names = new StringBuilder();
        String container = "/" + Azurite.ACCOUNT + "/locked/";
        objects.forEach((path, stored) -> {
            if (path.startsWith(container + request.parameter("prefix"))) {
                names.append("<Blob><Name>")
                        .append(path.substring(container.length()))
                        .append("</Name></Blob>");
            }
        });
        request.with("Content-Type", "application/xml")
                .send(
                        200,
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"locked\"><Blobs>"
                                + names + "</Blobs><NextMarker/></EnumerationResults>");
    }

    private static void show(Request request, Stored stored) throws IOException {
        request.with("ETag", stored.tag)
                .with("x-ms-blob-type", "BlockBlob")
                .with("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .with("x-ms-meta-coffer_upload", stored.metadata.getOrDefault("coffer_upload", ""));
        if (stored.lockedUntil.isAfter(Instant.EPOCH)) {
            request.with(UNTIL, DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.lockedUntil.atZone(ZoneOffset.UTC)))
                    .with("x-ms-immutability-policy-mode", "locked");
        }
        if (request.method().equals("HEAD")) {
            request.with("Content-Length", Integer.toString(stored.bytes.length))
                    .send(200, "");
        } else {
            request.sendRange(stored.bytes);
        }
    }

    private void delete(Request request, Stored stored) throws IOException {
        if (stored == null) {
            refuse(request, 404, "BlobNotFound");
        } else if (request.parameter("comp").equals("immutabilityPolicies")) {
            stored.lockedUntil = Instant.MIN;
            request.send(200, "");
        } else if (stored.isLocked()) {
            refuse(request, 409, "BlobImmutableDueToPolicy");
        } else {
            objects.remove(request.path());
            request.send(202, "");
        }
    }

    private static void refuse(Request request, int status, String code) throws IOException {
        request.with("x-ms-error-code", code)
                .with("Content-Type", "application/xml")
                .send(
                        status,
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code
                                + "</Code><Message>No</Message></Error>");
    }
}
