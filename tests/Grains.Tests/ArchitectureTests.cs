using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Actors.Grains.Harvests;

namespace Actors.Grains.Tests;

/// <summary>The rules of docs/architecture.md that a machine can check.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Contracts = typeof(IHarvestGrain).Assembly;
    private static readonly Assembly Implementation = typeof(Storage).Assembly;

    private static readonly Dictionary<string, string[]> References = new(StringComparer.Ordinal)
    {
        ["Grains.Abstractions"] = [],
        ["Grains"] = ["FrozenJson", "Grains.Abstractions", "Unicode"],
        ["Silo"] = ["Grains"],
        ["Gateway"] = ["Grains.Abstractions"],
        ["FrozenJson"] = [],
        ["Origin"] = [],
        // Its build runs UnicodePack (Data.targets); nothing of that is in it.
        ["Unicode"] = [],
        ["UnicodePack"] = [],
        ["Client"] = [],
        ["Cli"] = ["Client", "FrozenJson", "Gateway", "Origin", "Silo", "Unicode"],
    };

    private static readonly string[] SaysNothing = ["Helper", "Helpers", "Utils", "Util", "Manager", "Common", "Shared", "Misc", "Models", "Services"];

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [Fact]
    public void Arrows_between_projects_point_down_only()
    {
        var projects = Directory.GetFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories);

        Assert.Equal(References.Keys.Order(), projects.Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(projects, project => Assert.Equal(
            References[Path.GetFileNameWithoutExtension(project)],
            XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order()));
    }

    [Fact]
    public void Grains_are_internal_and_sealed_and_have_a_type_name_of_their_own() =>
        Assert.All(
            Implementation.GetTypes().Where(type => type.IsSubclassOf(typeof(Grain))),
            grain =>
            {
                Assert.True(grain is { IsNotPublic: true, IsSealed: true }, grain.FullName);
                // Part of every stored key: a class may be renamed, its grain type may not.
                Assert.NotNull(grain.GetCustomAttribute<GrainTypeAttribute>());
            });

    [Fact]
    public void Every_contract_has_an_alias_and_no_alias_is_used_twice()
    {
        var types = Serializable(Contracts).Concat(Serializable(Implementation)).Concat(Interfaces()).ToList();
        var aliases = types.Select(Alias).ToList();

        Assert.All(types.Zip(aliases), pair => Assert.False(string.IsNullOrEmpty(pair.Second), pair.First.FullName));
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
        Assert.All(Interfaces().SelectMany(type => type.GetMethods()), method => Assert.NotNull(Alias(method)));
    }

    /// <summary>
    /// Aliases and member ids are for ever: silos of two versions talk to each other during a rolling upgrade, and stored
    /// records outlive both. Add lines; never change or remove one.
    /// </summary>
    [Fact]
    public void The_contract_is_the_approved_one()
    {
        var lines = Serializable(Contracts).Concat(Serializable(Implementation)).SelectMany(Members)
            .Concat(Interfaces().SelectMany(type => type.GetMethods().Select(method =>
                $"{Alias(type)}.{Alias(method)}" +
                $"({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}): {Name(method.ReturnType)}")))
            .Order(StringComparer.Ordinal);
        var approved = Path.Combine(Root(), "tests", "Grains.Tests", "Approved", "contracts.txt");
        var actual = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("ACTORS_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            File.WriteAllText(approved, actual);
        }

        Assert.Equal(File.ReadAllText(approved), actual);
    }

    [Fact]
    public void Names_say_what_a_thing_is() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules")),
            file => Assert.DoesNotContain(
                SaysNothing, word => Path.GetFileNameWithoutExtension(file).EndsWith(word, StringComparison.Ordinal)
                    || Path.GetDirectoryName(file)!.EndsWith(Path.DirectorySeparatorChar + word, StringComparison.Ordinal)));

    private static IEnumerable<Type> Serializable(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null);

    private static IEnumerable<Type> Interfaces() =>
        Contracts.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)));

    private static IEnumerable<string> Members(Type type)
    {
        var alias = Alias(type);
        return type.IsEnum
            ? Enum.GetValues(type).Cast<object>().Select(value => $"{alias} {Convert.ToInt64(value, null)} = {value}")
            : type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Select(property => (property, id: property.GetCustomAttribute<IdAttribute>()?.Id)).Where(member => member.id is not null)
                .Select(member => $"{alias} [{member.id}] {member.property.Name}: {Name(member.property.PropertyType)}");
    }

    private static string? Alias(MemberInfo member) => member.GetCustomAttributes<AliasAttribute>(inherit: false).SingleOrDefault()?.Alias;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
