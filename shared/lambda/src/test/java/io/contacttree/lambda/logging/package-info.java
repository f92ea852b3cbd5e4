/** What a test needs to see a function's log as it is written. */
package io.contacttree.lambda.logging;
