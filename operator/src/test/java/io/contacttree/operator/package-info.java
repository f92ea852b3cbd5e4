/** Tests of the program's commands, against a stand-in of the local stack's ports. */
package io.contacttree.operator;
