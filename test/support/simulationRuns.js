'use strict';

/** How many plans the simulation plays; `SIMULATION_RUNS` raises it. */
const simulationRuns = Number(process.env.SIMULATION_RUNS) || 3000;

module.exports = { simulationRuns };
