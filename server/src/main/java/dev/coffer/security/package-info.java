/** Password policy, and later logins, roles, permissions and audit. */
@NullMarked
package dev.coffer.security;

import org.jspecify.annotations.NullMarked;
