'use strict';

/** How many plans the simulation plays; `SIMULATION_RUNS` raises it. */
const simulationRuns = Number(process.env.SIMULATION_RUNS) || 3000;

/** The plans are the same on every run, so that a red test says what a change has broken; `SIMULATION_SEED=random` plays others. */
const given = process.env.SIMULATION_SEED;
const simulationSeed = given === 'random' ? undefined : Number(given) || 20_261_126;

module.exports = { simulationRuns, simulationSeed };
