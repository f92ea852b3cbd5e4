/** Virtual time and workers that take turns: what makes a run repeat exactly by its seed. */
package io.contacttree.verification.simulator.time;
