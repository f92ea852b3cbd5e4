/** The deployment template, read: what runs here is what deploys. */
@NullMarked
package io.contacttree.local.template;

import org.jspecify.annotations.NullMarked;
