/** A broker adapter of one's own: messages go to webhooks. */
package io.backstitch.samples.webhook;
