"""What comes out to the satang: the demo office's October, its reports and its papers, compared with kept ones."""
