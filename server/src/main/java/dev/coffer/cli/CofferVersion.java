package dev.coffer.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program's jar. */
public final class CofferVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"coffer " + number()};
    }

    /** For example 0.1.0; "development" when the classes do not come from a jar. */
    public static String number() {
        String version = CofferVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
