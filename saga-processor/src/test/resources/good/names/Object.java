package names;

record Object(int value) {}
