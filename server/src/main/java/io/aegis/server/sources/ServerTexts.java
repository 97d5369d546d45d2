package io.aegis.server.sources;

/** What to copy to have the access log of a web server or proxy followed. */
final class ServerTexts {

    private static final String APACHE_LAYOUT =
            "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %D \"%{X-Customer-Id}i\"";

    private ServerTexts() {}

    static SetupText apache() {
        return new SetupText(
                "apache",
                "Apache access log",
                "The combined format with the time taken and the header that names the customer; the layout is that format.",
                """
                # Apache, in the server's or a site's file
                LogFormat "%1$s" aegis
                CustomLog /var/log/apache2/aegis.log aegis
                # aegis.yaml
                # sources:
                #   - type: file
                #     name: gateway
                #     path: /var/log/apache2/aegis.log
                #     layout: '%2$s'""".formatted(APACHE_LAYOUT.replace("\"", "\\\""), APACHE_LAYOUT));
    }

    static SetupText haproxy() {
        return new SetupText(
                "haproxy",
                "HAProxy log",
                "Its httplog as syslog writes it into a file; the first captured request header is the customer. The log"
                        + " says no time zone: run HAProxy in UTC.",
                """
                # haproxy.cfg
                global
                  log /dev/log local0
                frontend api
                  log global
                  option httplog
                  capture request header X-Customer-Id len 128
                # aegis.yaml
                # sources:
                #   - {type: file, name: gateway, path: /var/log/haproxy.log, format: haproxy}""");
    }

    static SetupText caddy() {
        return new SetupText(
                "caddy",
                "Caddy access log",
                "Caddy's JSON as it is; the customer is the request's header X-Customer-Id.",
                """
                # Caddyfile
                api.example.com {
                  log {
                    output file /var/log/caddy/access.log
                  }
                }
                # aegis.yaml
                # sources:
                #   - {type: file, name: gateway, path: /var/log/caddy/access.log, format: caddy}""");
    }

    static SetupText traefik() {
        return new SetupText(
                "traefik",
                "Traefik access log",
                "Traefik's JSON; it writes a request's headers only where it is told to keep them.",
                """
                # traefik.yml
                accessLog:
                  filePath: /var/log/traefik/access.log
                  format: json
                  fields:
                    headers:
                      names:
                        X-Customer-Id: keep
                # aegis.yaml
                # sources:
                #   - {type: file, name: gateway, path: /var/log/traefik/access.log, format: traefik}""");
    }
}
