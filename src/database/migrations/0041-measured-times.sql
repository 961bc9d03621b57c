-- How long an agency took to answer about a service: measured once a day over the cases of a year, and shown beside the term.
create table measured_time (
  agency text collate "C" not null,
  service text collate "C" not null,
  cases integer not null check (cases > 0),
  -- Days from the one on which the agency could begin to the one of its answer: of half of the cases, and of nine in ten, at most.
  half_days integer not null,
  most_days integer not null,
  measured_on date not null,
  primary key (agency, service)
);
