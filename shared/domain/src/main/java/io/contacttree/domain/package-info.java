/** The domain of contact trees, in plain Java: each step of the flow is a package of its own. */
package io.contacttree.domain;
