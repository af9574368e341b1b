/** The rules of the house, checked: doors between rooms, sizes, names, the catalogue of messages. */
package dev.coffer.house;
