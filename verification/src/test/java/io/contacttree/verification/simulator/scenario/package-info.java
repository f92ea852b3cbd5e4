/**
 * What happens in the world of one seed: contacts with their lives, links, references and events,
 * and how Amazon Connect reads them. Nothing here knows the product's rules.
 */
package io.contacttree.verification.simulator.scenario;
