-- A role and a database for each service and for the gateway; none of them can enter another's.
-- With the passwords of site/postgres.env in the environment, as a superuser, as often as you like:
--   set -a; . site/postgres.env; set +a; psql --set=ON_ERROR_STOP=1 --file=deploy/postgres/roles.sql postgres
\set ON_ERROR_STOP on
\getenv agenda MAKAM_DB_AGENDA
\getenv documents MAKAM_DB_DOCUMENTS
\getenv protocol MAKAM_DB_PROTOCOL
\getenv requests MAKAM_DB_REQUESTS
\getenv visitors MAKAM_DB_VISITORS
\getenv gateway MAKAM_DB_GATEWAY

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['agenda', 'documents', 'protocol', 'requests', 'visitors', 'gateway']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

SET password_encryption = 'scram-sha-256';
SET log_statement = 'none';
ALTER ROLE agenda PASSWORD :'agenda';
ALTER ROLE documents PASSWORD :'documents';
ALTER ROLE protocol PASSWORD :'protocol';
ALTER ROLE requests PASSWORD :'requests';
ALTER ROLE visitors PASSWORD :'visitors';
ALTER ROLE gateway PASSWORD :'gateway';

-- The collation is that of bytes: Turkish order is the product's own, the same on every database.
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C''', name, name)
FROM unnest(ARRAY['agenda', 'documents', 'protocol', 'requests', 'visitors', 'gateway']) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database
WHERE datname IN ('agenda', 'documents', 'protocol', 'requests', 'visitors', 'gateway', 'postgres') \gexec
