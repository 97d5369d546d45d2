package io.aegis.cli.doctor;

/** What a look at one thing found. */
record Finding(Grade grade, String what, String text, String remedy) {

    /** How it stands. */
    enum Grade {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String what, String text) {
        return new Finding(Grade.OK, what, text, "");
    }

    static Finding warn(String what, String text, String remedy) {
        return new Finding(Grade.WARN, what, text, remedy);
    }

    static Finding fail(String what, String text, String remedy) {
        return new Finding(Grade.FAIL, what, text, remedy);
    }
}
