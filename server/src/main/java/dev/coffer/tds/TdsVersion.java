package dev.coffer.tds;

/** A version of the protocol, oldest first, with the number that LOGINACK answers (MS-TDS 2.2.7.14). */
enum TdsVersion {
    /** SQL Server 2000; jTDS speaks it. */
    V7_1(0x71000001),
    V7_2(0x72090002),
    V7_3_A(0x730A0003),
    V7_3_B(0x730B0003),
    V7_4(0x74000004),
    /** The whole conversation inside TLS. */
    V8_0(0x08000000);

    private final int number;

    TdsVersion(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean atLeast(TdsVersion other) {
        return compareTo(other) >= 0;
    }

    /**
     * The version to speak with a client that asked for this one in LOGIN7: the newest of ours that is not newer.
     *
     * @throws MalformedMessage for versions before 7.1
     */
    static TdsVersion of(int requested) throws MalformedMessage {
        if (requested == V8_0.number) {
            return V8_0;
        }
        int major = requested >>> 24;
        if (major > 0x74 && major < 0x80) {
            return V7_4;
        }
        return switch (major) {
            case 0x74 -> V7_4;
            case 0x73 -> (requested >>> 16 & 0xFF) >= 0x0B ? V7_3_B : V7_3_A;
            case 0x72 -> V7_2;
            case 0x71 -> V7_1;
            default ->
                throw new MalformedMessage(
                        "TDS version 0x" + Integer.toHexString(requested) + " is not one of 7.1 to 8.0");
        };
    }
}
