package io.contacttree.local.stack;

/**
 * The text of an input file.
 *
 * @param name what a user calls the file
 * @param text what is in it
 */
public record InputText(String name, String text) {}
