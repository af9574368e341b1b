/** Logins, the password policy, and what asks for which right. */
@NullMarked
package dev.coffer.security;

import org.jspecify.annotations.NullMarked;
