/** What is written and read as JSON, byte for byte. */
package io.contacttree.aws.json;
