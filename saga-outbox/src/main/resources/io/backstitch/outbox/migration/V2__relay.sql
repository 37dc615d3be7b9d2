-- A relay may serve some destinations only, each such route with lanes of its own to hold: the rows of
-- the route '' are there from the beginning, others come with the first relay that has them.
alter table saga_outbox_lane
  add column route text not null default '',
  -- counts how often messages were put back behind the point up to which relays have read the lane
  add column rewound bigint not null default 0,
  drop constraint saga_outbox_lane_pkey,
  add primary key (route, lane);

create or replace view saga_outbox_schema as select 2 as version;
