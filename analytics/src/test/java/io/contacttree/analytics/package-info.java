/** Tests of the views and questions against what plain Java makes of the same items. */
package io.contacttree.analytics;
