// Empty on purpose: n8n loads the node and its credentials by the `n8n` section of package.json.
