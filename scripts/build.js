'use strict';

const { main } = require('./lib/run');
const { build } = require('./lib/project');

main(build);
