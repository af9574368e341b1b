/** The whole instance under faults: kills, full disks, cancels, lost servers. Start with {@code KillTest}. */
package dev.coffer.faults;
