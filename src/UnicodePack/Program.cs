using System.Text.Json;
using Actors.Unicode.Packed;
using Actors.UnicodePack;

// Packs the npm packages of src/Unicode/data into the one resource of src/Unicode.
if (args is not [var modules, var data, var target])
{
    Console.Error.WriteLine("usage: Actors.UnicodePack MODULES DATA TARGET");
    return 2;
}

const string Package = "@unicode/unicode-18.0.0";
const string UnicodeVersion = "18.0";

var unicode = new ModuleFile(Path.Combine(modules, Package));
var characters = Characters.Read(unicode);
var lists = new DerivedLists(Path.Combine(data, "ages.txt"), Path.Combine(data, "scripts.txt"));
var casing = new PackedCasing(unicode);
var pack = new PackWriter();

pack.Texts(PackSection.Version, [UnicodeVersion, $"{UnicodeVersion}-{VersionOf(Package)}-{NamePrefix.RulesVersion}-a{lists.Versions.Count}-cldr{VersionOf("cldr-annotations-full")}"]);
PackedNames.Write(pack, characters, unicode);
PackedProperties.Write(pack, characters, unicode, lists);
casing.Write(pack);
PackedCountries.Write(pack, modules, unicode);
new PackedKeywords(modules, characters, casing, new WordCharacters(unicode)).Write(pack);
pack.Save(target);
return 0;

string VersionOf(string package)
{
    using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(modules, package, "package.json")));
    return description.RootElement.GetProperty("version").GetString()!;
}
