/**
 * What monitoring reads over HTTP: metrics in Prometheus' text format, and whether the server lives and is ready. It
 * takes nothing in, and nothing secret comes out. Start reading at {@link dev.coffer.web.WebServer}.
 */
@NullMarked
package dev.coffer.web;

import org.jspecify.annotations.NullMarked;
