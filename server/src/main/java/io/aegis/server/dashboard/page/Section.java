package io.aegis.server.dashboard.page;

/** The pages of the navigation, in its order. */
public enum Section {
    INTERVENTIONS("/", "Interventions", "inbox"),
    CUSTOMERS("/customers", "Customers", "people"),
    RULES("/rules", "Rules", "rules"),
    SOURCES("/sources", "Sources", "sources"),
    SIMULATOR("/simulator", "Simulator", "play"),
    SETTINGS("/settings", "Settings", "settings");

    private final String href;
    private final String label;
    private final String icon;

    Section(String href, String label, String icon) {
        this.href = href;
        this.label = label;
        this.icon = icon;
    }

    public String href() {
        return href;
    }

    public String label() {
        return label;
    }

    /** Name of its drawing in {@code icons.svg}. */
    public String icon() {
        return icon;
    }
}
