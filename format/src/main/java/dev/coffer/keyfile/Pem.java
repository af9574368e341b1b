package dev.coffer.keyfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Textual encoding of RFC 7468: labelled blocks of base64, with anything around them. Thread-safe. */
final class Pem {

    private static final int MAX_BLOCKS = 64;

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----\\s");

    private Pem() {}

    /** @param label between BEGIN and the dashes, such as {@code CERTIFICATE} */
    record Block(String label, byte[] der) {}

    static boolean isPem(byte[] file) {
        return BEGIN.matcher(text(file)).find();
    }

    static List<Block> blocks(byte[] file) throws BadKeyFile {
        String text = text(file);
        List<Block> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        int from = 0;
        while (blocks.size() < MAX_BLOCKS && begin.find(from)) {
            String end = "-----END " + begin.group(1) + "-----";
            int stop = text.indexOf(end, begin.end());
            if (stop < 0) {
                throw new BadKeyFile("The PEM file is cut");
            }
            blocks.add(new Block(begin.group(1), decoded(text.substring(begin.end(), stop))));
            from = stop + end.length();
        }
        return blocks;
    }

    private static byte[] decoded(String body) throws BadKeyFile {
        if (body.contains("Proc-Type:")) {
            throw new BadKeyFile("The PEM file is encrypted the old way of openssl; convert it to PKCS#8");
        }
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException malformed) {
            throw new BadKeyFile("The PEM file holds no base64");
        }
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
