package io.aegis.server;

import io.aegis.server.http.ProblemValve;
import io.aegis.server.intake.BodyLimits;
import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;

/** The web server: a virtual thread a request, bounded in what it reads, our form for its own errors. */
final class Tomcat {

    private static final int CONNECTIONS_MAX = 8_192;
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    /** Batches are large: four times Tomcat's own buffer needs a quarter of the reads. */
    private static final int READ_BYTES = 32 * 1024;

    private static final int FORM_BYTES_MAX = 64 * 1024;
    private static final int READ_TIMEOUT_MILLIS = 20_000;
    private static final int KEEP_ALIVE_MILLIS = 60_000;

    private Tomcat() {}

    static TomcatServletWebServerFactory factory(ServerOptions options, BodyLimits limits) {
        var factory = new TomcatServletWebServerFactory(options.port());
        if (options.bindLoopbackOnly()) {
            factory.setAddress(InetAddress.getLoopbackAddress());
        }
        factory.setShutdown(Shutdown.GRACEFUL);
        factory.addConnectorCustomizers(connector -> customize(connector, limits));
        factory.addContextCustomizers(context -> {
            context.setUseHttpOnly(true);
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
        factory.setRegisterDefaultServlet(false);
        return factory;
    }

    private static void customize(Connector connector, BodyLimits limits) {
        connector.setMaxPostSize(FORM_BYTES_MAX);
        connector.setXpoweredBy(false);
        // Ids may hold either; what is escaped stays one part of the path.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setExecutor(new VirtualThreadExecutor("http-"));
            protocol.setMaxConnections(CONNECTIONS_MAX);
            protocol.setConnectionTimeout(READ_TIMEOUT_MILLIS);
            protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
        }
        connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BYTES));
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxHttpRequestHeaderSize(HEADER_BYTES_MAX);
            http.setMaxSwallowSize(limits.unpackedBytesMax());
            http.setMaxKeepAliveRequests(-1);
            http.setCompression("on");
            http.setCompressibleMimeType("text/html,text/css,text/javascript,application/javascript,application/json,"
                    + "application/problem+json,image/svg+xml,application/yaml,text/plain");
        }
    }
}
