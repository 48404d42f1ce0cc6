"""The desk in the browser: `jujian desk`. Served to the organisation's own network; asks nothing of any other."""
