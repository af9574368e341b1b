package dev.coffer.storage.s3;

import dev.coffer.storage.LockingDouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A bucket of S3's with object lock, where a locked name is neither removed nor overwritten. */
public final class LockingS3 extends LockingDouble {

    private static final String MODE = "x-amz-object-lock-mode";
    private static final String UNTIL = "x-amz-object-lock-retain-until-date";
    private static final String MARK = "x-amz-meta-coffer-upload";

    private final Map<String, Upload> uploads = new TreeMap<>();
    private int begun;

    private record Upload(String path, String mark, String until, Map<Integer, byte[]> parts) {}

    public LockingS3(Locks locks) throws IOException {
        super(locks);
    }

    @Override
    protected void answer(Request request) throws IOException {
        Stored stored = objects.get(request.path());
        boolean ofUpload = request.has("uploadId");
        switch (request.method()) {
            case "POST" -> {
                if (ofUpload) {
                    complete(request, stored);
                } else {
                    begin(request);
                }
            }
            case "PUT" -> {
                if (request.has("retention")) {
                    retain(request, stored);
                } else {
                    uploads.get(request.parameter("uploadId"))
                            .parts()
                            .put(Integer.parseInt(request.parameter("partNumber")), request.body());
                    request.with("ETag", nextTag()).send(200, "");
                }
            }
            case "GET", "HEAD" -> get(request, stored);
            default -> {
                if (ofUpload) {
                    uploads.remove(request.parameter("uploadId"));
                    request.send(204, "");
                } else if (stored != null && stored.isLocked()) {
                    refuse(request, 403, "AccessDenied");
                } else {
                    objects.remove(request.path());
                    request.send(204, "");
                }
            }
        }
    }

    private void begin(Request request) throws IOException {
        if (!request.header(MODE).isEmpty() && locks == Locks.REFUSED) {
            refuse(request, 400, "InvalidRequest");
            return;
        }
        String id = "upload-" + ++begun;
        uploads.put(id, new Upload(request.path(), request.header(MARK), request.header(UNTIL), new TreeMap<>()));
        xml(
                request,
                200,
                "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    private void complete(Request request, Stored stored) throws IOException {
        Upload upload = uploads.get(request.parameter("uploadId"));
        if (upload == null) {
            refuse(request, 404, "NoSuchUpload");
        } else if (stored != null && request.header("If-None-Match").equals("*")) {
            refuse(request, 412, "PreconditionFailed");
        } else if (stored != null && stored.isLocked()) {
            refuse(request, 403, "AccessDenied");
        } else {
            Stored made = new Stored();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            upload.parts().values().forEach(all::writeBytes);
            made.bytes = all.toByteArray();
            made.tag = nextTag();
            made.metadata.put(MARK, upload.mark());
            if (!upload.until().isEmpty()) {
                lock(made, Instant.parse(upload.until()));
            }
            objects.put(request.path(), made);
            uploads.remove(request.parameter("uploadId"));
            xml(
                    request,
                    200,
                    "<CompleteMultipartUploadResult><ETag>" + made.tag + "</ETag></CompleteMultipartUploadResult>");
        }
    }

    private void retain(Request request, Stored stored) throws IOException {
        if (locks == Locks.REFUSED || stored == null) {
            refuse(request, 400, "InvalidRequest");
            return;
        }
        String body = new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
        String until = body.replaceAll("(?s).*<RetainUntilDate>([^<]+)</RetainUntilDate>.*", "$1");
        lock(stored, Instant.parse(until));
        request.send(200, "");
    }

    private void get(Request request, Stored stored) throws IOException {
        if (request.has("uploads")) {
            StringBuilder all = new StringBuilder();
            uploads.forEach((id, upload) -> all.append("<Upload><Key>")
                    .append(upload.path().substring(upload.path().indexOf('/', 1) + 1))
                    .append("</Key><UploadId>")
                    .append(id)
                    .append("</UploadId><Initiated>")
                    .append(Instant.now())
                    .append("</Initiated></Upload>"));
            xml(
                    request,
                    200,
                    "<ListMultipartUploadsResult><Bucket>locked</Bucket>" + all + "</ListMultipartUploadsResult>");
        } else if (request.has("list-type")) {
            StringBuilder all = new StringBuilder();
            objects.keySet().stream()
                    .map(path -> path.substring(path.indexOf('/', 1) + 1))
                    .filter(key -> key.startsWith(request.parameter("prefix")))
                    .forEach(key -> all.append("<Contents><Key>").append(key).append("</Key></Contents>"));
            xml(request, 200, "<ListBucketResult>" + all + "</ListBucketResult>");
        } else if (request.path().indexOf('/', 1) < 0) {
            request.send(200, "");
        } else if (stored == null) {
            refuse(request, 404, "NoSuchKey");
        } else {
            show(request, stored);
        }
    }

    private static void show(Request request, Stored stored) throws IOException {
        request.with("ETag", stored.tag).with(MARK, stored.metadata.getOrDefault(MARK, ""));
        if (stored.lockedUntil.isAfter(Instant.EPOCH)) {
            request.with(MODE, "COMPLIANCE").with(UNTIL, stored.lockedUntil.toString());
        }
        if (request.method().equals("HEAD")) {
            request.with("Content-Length", Integer.toString(stored.bytes.length))
                    .send(200, "");
        } else {
            request.sendRange(stored.bytes);
        }
    }

    private static void xml(Request request, int status, String body) throws IOException {
        request.with("Content-Type", "application/xml")
                .send(status, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body);
    }

    private static void refuse(Request request, int status, String code) throws IOException {
        xml(request, status, "<Error><Code>" + code + "</Code><Message>No</Message></Error>");
    }
}
