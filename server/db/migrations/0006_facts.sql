-- Two more facts a lead is known by: the company's unified social credit code, and where it is to be found.
alter table lead add column credit_code text, add column address text;
