package io.aegis.codec.event;

/**
 * What one event may hold at most; a line beyond it is rejected alone.
 *
 * @param nestingMax levels of objects and arrays; a body that goes deeper is refused as a whole
 * @param textCharsMax a name, title, address or other single text
 * @param entriesMax tags, keys, contacts, external ids or attributes of one event
 */
public record EventLimits(
        int lineBytesMax, int nestingMax, int idCharsMax, int routeCharsMax, int textCharsMax, int entriesMax) {

    public static final EventLimits DEFAULT = new EventLimits(262_144, 64, 128, 2_048, 2_048, 100);
}
