/** The contract, computed in the plainest way there is, to judge the pipeline by. */
package dev.meetuppulse.oracle;
