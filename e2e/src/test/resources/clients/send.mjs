// Sends what a company's own services would, with their real libraries: send.mjs CALLS
// Where to is said as the sources page tells it: OpenTelemetry's by the environment, Segment's by segment.mjs.
import { SpanKind } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { analytics } from './segment.mjs';

const calls = Number(process.argv[2]);
const resource = resourceFromAttributes({ 'service.name': 'orders-api' });
const attributes = (i, customer) => ({
  'http.request.method': 'GET',
  'url.path': `/v1/orders/${i}`,
  'http.response.status_code': i % 10 === 0 ? 500 : 200,
  'customer.id': customer,
});

async function spans() {
  const exporter = new OTLPTraceExporter({ compression: 'gzip' });
  const provider = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(exporter, { maxExportBatchSize: 20 })],
  });
  const tracer = provider.getTracer('orders');
  for (let i = 0; i < calls; i++) {
    for (const kind of [SpanKind.SERVER, SpanKind.CLIENT]) {
      tracer.startSpan('GET /v1/orders/{id}', { kind, attributes: attributes(i, 'js-spans') }).end();
    }
  }
  await provider.shutdown();
}

async function logs() {
  const exporter = new OTLPLogExporter();
  const provider = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter, maxExportBatchSize: 20 })],
  });
  const logger = provider.getLogger('access');
  for (let i = 0; i < calls; i++) {
    logger.emit({ severityText: 'INFO', body: `GET /v1/orders/${i}`, attributes: attributes(i, 'js-logs') });
  }
  await provider.shutdown();
}

const call = (i) => ({ method: 'GET', path: `/v1/orders/${i}`, status: i % 10 === 0 ? 500 : 200 });

async function segment() {
  analytics.on('error', (error) => { throw error; });
  for (let i = 0; i < calls; i++) {
    analytics.track({ userId: 'dev', event: 'API Call', context: { groupId: 'js-segment' }, properties: call(i) });
  }
  await analytics.closeAndFlush();
}

await Promise.all([spans(), logs(), segment()]);
