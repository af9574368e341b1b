package dev.coffer.keyfile;

/** The file is of a known form, but the password given, or the lack of one, does not open it. */
public final class WrongPassword extends Exception {
    private static final long serialVersionUID = 1L;

    public WrongPassword() {
        super("The password does not open the key file");
    }
}
