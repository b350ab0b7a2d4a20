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
        return services.AddSingleton<IValidateOptions<TOptions>>(new Keyed<TOptions>(section, new TValidator()));
    }

    private sealed class Keyed<TOptions>(string section, IValidateOptions<TOptions> validator) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var result = validator.Validate(name, options);
            return result.Failed ? ValidateOptionsResult.Fail(result.Failures.Select(failure => $"{section}:{failure}")) : result;
        }
    }
}
