using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>
/// Names failures by their whole configuration key: a generated validator knows the member but not the section. Keys that no property has
/// are failures too: the binder passes over them, and a limit that is written wrong would not hold.
/// </summary>
/// <param name="others">Keys of the section that another process reads.</param>
internal sealed class KeyedValidator<TOptions>(IConfigurationSection section, IValidateOptions<TOptions> validator, params string[] others)
    : IValidateOptions<TOptions>
    where TOptions : class
{
    private static readonly string[] _known = [.. typeof(TOptions).GetProperties().Where(IsBound).Select(property => property.Name)];

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] failures =
        [
            .. section.GetChildren().Where(child => !_known.Concat(others).Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                .Select(child => $"{child.Path}: there is no such key; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}"),
            // "Port: The field TelnetOptions.Port must be ...": people know keys, not classes.
            .. (validator.Validate(name, options).Failures ?? [])
                .Select(failure => $"{section.Path}:{failure.Replace($"{typeof(TOptions).Name}.", $"{section.Path}:", StringComparison.Ordinal)}"),
        ];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static bool IsBound(PropertyInfo property) =>
        property.CanWrite || (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)));
}
