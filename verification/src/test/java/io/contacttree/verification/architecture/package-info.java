/** What the code as a whole must keep to, whichever module it is in. */
package io.contacttree.verification.architecture;
