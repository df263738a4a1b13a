DROP TABLE saved_views;
DROP TYPE view_list;
