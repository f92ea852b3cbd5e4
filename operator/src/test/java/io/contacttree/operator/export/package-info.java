/** Tests of exports made on one machine. */
package io.contacttree.operator.export;
