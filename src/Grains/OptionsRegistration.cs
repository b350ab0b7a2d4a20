using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Grains;

/// <summary>Options that are checked at start, each failure named by its whole configuration key.</summary>
public static class OptionsRegistration
{
    /// <typeparam name="TOptions">Bound to the section.</typeparam>
    /// <typeparam name="TValidator">A generated <c>[OptionsValidator]</c>, which knows the member but not the section.</typeparam>
    public static IServiceCollection AddSection<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : IValidateOptions<TOptions>, new()
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>>(provider =>
            new Keyed<TOptions>(provider.GetRequiredService<IConfiguration>().GetSection(section), new TValidator()));
    }

    private sealed class Keyed<TOptions>(IConfigurationSection section, IValidateOptions<TOptions> validator) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            string[] failures =
            [
                .. SectionKeys.Complaints(section, typeof(TOptions)),
                // "MaxRunning: The field HarvestOptions.MaxRunning must be ...": people know keys, not classes.
                .. (validator.Validate(name, options).Failures ?? [])
                    .Select(failure => $"{section.Path}:{failure.Replace($"{typeof(TOptions).Name}.", $"{section.Path}:", StringComparison.Ordinal)}"),
            ];
            return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
        }
    }
}
