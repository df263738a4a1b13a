-- The lists of referrals and of courses have saved views as the others have.
ALTER TYPE view_list ADD VALUE 'referrals';
ALTER TYPE view_list ADD VALUE 'courses';
