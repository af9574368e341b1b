package dev.coffer.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * @param mebibytes size of the generated database
 * @param rounds how often everything is measured, in turns
 * @param folder where clusters, repositories and backups go; emptied first
 * @param peers whether others are measured too
 */
record CompareOptions(int mebibytes, int rounds, Path folder, Peering peers) {

    enum Peering {
        WITH_PEERS,
        COFFER_ALONE
    }

    static final String USAGE = "bench/compare [--size-mb 1024] [--rounds 5] [--work FOLDER] [--alone]";

    static CompareOptions parse(String[] arguments) {
        int mebibytes = 1024;
        int rounds = 5;
        Path folder = Path.of("/var/tmp/coffer-compare");
        Peering peers = Peering.WITH_PEERS;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--size-mb" -> mebibytes = Integer.parseInt(rest.next());
                case "--rounds" -> rounds = Integer.parseInt(rest.next());
                case "--work" -> folder = Path.of(rest.next()).toAbsolutePath();
                case "--alone" -> peers = Peering.COFFER_ALONE;
                default -> throw new IllegalArgumentException("Unknown option " + option + "; usage: " + USAGE);
            }
        }
        return new CompareOptions(mebibytes, rounds, folder, peers);
    }
}
