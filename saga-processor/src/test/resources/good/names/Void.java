package names;

record Void(int value) {}
