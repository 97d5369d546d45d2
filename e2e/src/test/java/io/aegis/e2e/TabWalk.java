package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * The Tab key through a page: it comes to all that can be worked, in the order of the page, each seen to have the
 * focus, and out again. Menus open by Enter, take the focus in and give it back.
 */
final class TabWalk {

    /** Of a group of radio buttons one is a stop. */
    private static final String BEGIN = """
        () => {
          const group = (radio) => [...radio.form.elements].filter((each) => each.type === "radio" && each.name === radio.name);
          const stop = (each) => each.type !== "radio" || !each.form
            || each === (group(each).find((one) => one.checked) ?? group(each)[0]);
          window.stops = [...document.querySelectorAll(
              "a[href], button, input:not([type='hidden']), select, textarea, summary, [tabindex]")]
            .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility() && stop(each));
          return window.stops.length;
        }
        """;

    /** Its place among the stops and what is wrong with it; empty when the focus has left the page. */
    private static final String LOOK = """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return "";
          const style = getComputedStyle(at);
          const faults = [];
          if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) faults.push("no outline");
          const box = at.getClientRects()[0];
          const clear = box && [0.5, 0.1, 0.9].some((share) => {
            const middle = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
            const top = document.elementFromPoint(box.left + box.width * share, middle);
            return top && (at.contains(top) || top.contains(at));
          });
          if (!clear) faults.push("out of sight");
          const name = at.localName + " " + (at.getAttribute("aria-label") ?? at.textContent.trim().slice(0, 40));
          return [window.stops.indexOf(at), name, faults.join(", ")].join("\u001f");
        }
        """;

    private static final String MISSED = "seen => window.stops.filter((each, index) => !seen.includes(index))"
            + ".map(each => each.outerHTML.slice(0, 120))";

    private static final String RENEWED = "window.stops.some(each => !each.isConnected)";
    private static final int WALKS_MAX = 3;

    private TabWalk() {}

    /** A page that was just opened. One that was renewed meanwhile is walked again: its stops were others. */
    static void shouldReachAll(Page page, String what) {
        for (int walk = 1; !reachesAll(page, what, walk == WALKS_MAX); walk++) {
            page.reload();
        }
        shouldOpenAndLeaveMenus(page, what);
    }

    private static boolean reachesAll(Page page, String what, boolean last) {
        int stops = ((Number) page.evaluate(BEGIN)).intValue();
        List<Integer> seen = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        if (page.evaluate("document.activeElement !== document.body").equals(true)) {
            seen.add(((Number) page.evaluate("window.stops.indexOf(document.activeElement)")).intValue());
        }
        for (int press = 0; press < 2 * stops + 10; press++) {
            page.keyboard().press("Tab");
            String[] at = String.valueOf(page.evaluate(LOOK)).split("\u001f", -1);
            int place = at.length == 3 ? Integer.parseInt(at[0]) : -1;
            if (at.length < 3 || (place >= 0 && seen.contains(place))) {
                break;
            }
            if (!at[2].isEmpty()) {
                faults.add(at[1] + ": " + at[2]);
            }
            if (place >= 0) {
                seen.add(place);
            }
        }
        if (!last && page.evaluate(RENEWED).equals(true)) {
            return false;
        }
        assertThat(faults).as("stops of the Tab key on " + what).isEmpty();
        assertThat((List<?>) page.evaluate(MISSED, seen))
                .as("never reached by Tab on " + what)
                .isEmpty();
        assertThat(seen).as("order of the Tab key on " + what).isSorted().hasSize(stops);
        return true;
    }

    private static void shouldOpenAndLeaveMenus(Page page, String what) {
        for (Locator menu : page.locator("details.menu:visible").all()) {
            String named = what + ", menu " + menu.locator("summary").innerText();
            menu.locator("summary").focus();
            page.keyboard().press("Enter");
            assertThat(menu.getAttribute("open")).as(named + " opens").isNotNull();
            page.keyboard().press("Tab");
            assertThat(menu.evaluate("menu => menu.querySelector('.sheet').contains(document.activeElement)"))
                    .as(named + " takes the focus in")
                    .isEqualTo(true);
            page.keyboard().press("Escape");
            assertThat(menu.getAttribute("open")).as(named + " closes").isNull();
            assertThat(menu.evaluate("menu => document.activeElement === menu.firstElementChild"))
                    .as(named + " gives the focus back")
                    .isEqualTo(true);
        }
    }
}
