package io.aegis.simulator.world;

/** The HTTP statuses of the world, by their small code in a packed call. */
final class Status {

    private static final int[] ALL = {
        200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 405, 409, 410, 416, 422, 429, 500, 502, 503, 504
    };
    /** What fails when nothing is wrong: as real logs have it, mostly what is not there or not valid. */
    private static final int[] USUAL_FAILURES = {
        404, 404, 404, 404, 404, 404, 400, 400, 422, 422, 409, 401, 403, 429, 500, 503
    };

    private Status() {}

    static int of(int code) {
        return ALL[code];
    }

    static int code(int status) {
        for (int code = 0; code < ALL.length; code++) {
            if (ALL[code] == status) {
                return code;
            }
        }
        throw new IllegalArgumentException("the world has no status " + status);
    }

    static int usualFailure(int draw) {
        return USUAL_FAILURES[draw & 15];
    }
}
