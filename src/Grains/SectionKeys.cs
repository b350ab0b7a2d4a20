using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains;

/// <summary>
/// What the binder passes over in silence: keys that no property has, and values of the wrong shape. A limit that is written wrong would
/// not hold, and nobody would know.
/// </summary>
public static class SectionKeys
{
    /// <summary>One sentence for each, beginning with its key; never a value.</summary>
    /// <param name="options">What the section is bound to; without nested objects.</param>
    /// <param name="mayBeOne">Names of lists that may be written as one value too.</param>
    public static IEnumerable<string> Complaints(IConfigurationSection section, Type options, params IEnumerable<string> mayBeOne)
    {
        var known = options.GetProperties().Where(property => property.CanWrite || IsCollection(property))
            .ToDictionary(property => property.Name, IsCollection, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out var isCollection))
            {
                yield return Unknown(child, known.Keys);
            }
            else if (isCollection && !string.IsNullOrEmpty(child.Value) && !mayBeOne.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{child.Path}: holds several values, each under a key of its own beneath it (a list's are 0, 1, ...)";
            }
            else if (!isCollection && child.GetChildren().FirstOrDefault() is { } inner)
            {
                yield return $"{inner.Path}: there is no such key; {child.Path} is one value";
            }
        }
    }

    /// <summary>The same of a section without a class of its own: single values only.</summary>
    public static IEnumerable<string> Complaints(IConfigurationSection section, IReadOnlyCollection<string> known) =>
        section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).Select(child => Unknown(child, known));

    private static string Unknown(IConfigurationSection child, IEnumerable<string> known) =>
        $"{child.Path}: there is no such key; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}";

    private static bool IsCollection(PropertyInfo property) =>
        property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
}
