-- Prefect's server keeps its runs apart from the ledger.
CREATE DATABASE prefect ENCODING 'UTF8' TEMPLATE template0;
