'use strict';

const VERBS = ['find', 'findOne', 'create', 'update'];

/** Everybody may read and write projects, as a person chooses it under Settings > Roles > Public. */
module.exports = {
	async bootstrap({ strapi }) {
		const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
		for (const verb of VERBS) {
			const data = { action: `api::project.project.${verb}`, role: role.id };
			await strapi.db.query('plugin::users-permissions.permission').create({ data });
		}
	},
};
