/** Where trees live and who may read one: ports and their values. */
package io.contacttree.domain.store;
