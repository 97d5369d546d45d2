package io.aegis.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** Reads the small phrases of {@code stories.yaml}: acts, stays, spans. */
final class StoryText {

    private StoryText() {}

    static Act act(String text) {
        String[] words = text.strip().split("\\s+");
        return switch (words[0]) {
            case "sign_up" -> new Act.SignUp();
            case "trial" -> new Act.StartTrial(span(words[1]));
            case "key" -> new Act.IssueKey(words.length > 1 && words[1].equals("test"));
            case "fail" -> fail(text, words);
            case "call" -> new Act.Call();
            case "move" -> move(text, words);
            case "return" -> new Act.Return(span(words[2]));
            case "settle" -> new Act.Settle();
            case "convert" -> new Act.Convert();
            case "upgrade" -> new Act.Upgrade();
            case "cancel" -> new Act.Cancel();
            case "stop" -> new Act.Stop();
            case "fail_payment" -> new Act.FailPayment();
            case "pay" -> new Act.Pay();
            default -> throw unknown("act", text);
        };
    }

    private static Act fail(String text, String[] words) {
        if (words.length != 4 || !words[2].equals("over")) {
            throw unknown("failure (write 'fail wrong_environment over 8h..2d')", text);
        }
        return new Act.Fail(words[1], span(words[3]));
    }

    private static Act move(String text, String[] words) {
        if (words.length != 6 || !words[2].equals("over") || !words[4].equals("because")) {
            throw unknown("move (write 'move 0.3..0.5 over 1d..4d because price|competitor')", text);
        }
        double[] factor = range(words[1]);
        return new Act.Move(factor[0], factor[1], span(words[3]), List.of(words[5].split("\\|")));
    }

    static Stay stay(String text) {
        String words = text.strip();
        if (words.equals("forever")) {
            return new Stay.Forever();
        }
        if (words.startsWith("live")) {
            String[] ends = words.substring(4).strip().split("\\.\\.");
            return new Stay.AroundLive(signedMillis(ends[0]), signedMillis(ends[ends.length - 1]));
        }
        if (words.startsWith("cycles")) {
            double[] cycles = range(words.substring(6).strip());
            return new Stay.Cycles(cycles[0], cycles[1]);
        }
        int mean = words.indexOf('~');
        if (mean >= 0) {
            String least = words.substring(0, mean).replace("+", "").strip();
            return new Stay.AtLeast(
                    least.isEmpty() ? 0 : Durations.parseMillis(least),
                    Durations.parseMillis(words.substring(mean + 1)));
        }
        return new Stay.Within(span(words));
    }

    static Act.Span span(String text) {
        List<Long> ends = new ArrayList<>();
        for (String end : text.strip().split("\\.\\.")) {
            ends.add(Durations.parseMillis(end));
        }
        return new Act.Span(ends.getFirst(), ends.getLast());
    }

    static double[] range(String text) {
        String[] ends = text.strip().split("\\.\\.");
        return new double[] {Double.parseDouble(ends[0]), Double.parseDouble(ends[ends.length - 1])};
    }

    private static long signedMillis(String text) {
        String words = text.strip();
        return words.startsWith("-")
                ? -Durations.parseMillis(words.substring(1))
                : Durations.parseMillis(words.replace("+", ""));
    }

    private static IllegalArgumentException unknown(String what, String text) {
        return new IllegalArgumentException(
                "'%s' is no %s of a life story; see the head of stories.yaml".formatted(text, what));
    }
}
